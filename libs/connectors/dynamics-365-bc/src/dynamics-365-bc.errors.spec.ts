import {
  AuthenticationError,
  ConflictError,
  NotFoundAtVendorError,
  RejectedByVendorError,
  TransientError,
  UnknownOutcomeError,
  type ErrorAnswer,
} from '@crossdock/connector-kit';
import entityChanged from '../fixtures/entity-changed.json';
import invalidClient from '../fixtures/entra-invalid-client.json';
import invalidRelation from '../fixtures/invalid-relation.json';
import { classifyBcError } from './dynamics-365-bc.errors';

function answerOf(status: number, json: unknown, changes: Partial<ErrorAnswer> = {}): ErrorAnswer {
  const text = JSON.stringify(json);
  return { operation: 'create-sales-order', write: true, status, headers: {}, text, json, ...changes };
}

const coded = (code: string): object => ({ error: { code, message: 'Text.' } });

describe('an error answer of Business Central', () => {
  it('names code, field and reason of a refusal', () => {
    const error = classifyBcError(answerOf(400, invalidRelation));
    expect(error).toBeInstanceOf(RejectedByVendorError);
    expect(error).toMatchObject({ vendorCode: 'Internal_InvalidTableRelation', field: 'No.', httpStatus: 400 });
    expect(error!.message).toContain('UNKNOWN-1');
  });

  it('about a record that was changed meanwhile is a conflict', () => {
    expect(classifyBcError(answerOf(409, entityChanged))).toBeInstanceOf(ConflictError);
  });

  it.each([
    ['Application_StringExceededLength', RejectedByVendorError],
    ['Application_DialogException', RejectedByVendorError],
    ['BadRequest', RejectedByVendorError],
    ['BadRequest_RequiredParamNotProvided', RejectedByVendorError],
    ['BadRequest_ResourceNotFound', NotFoundAtVendorError],
    ['Internal_RecordNotFound', NotFoundAtVendorError],
    ['Internal_EntityWithSameKeyExists', ConflictError],
    ['Internal_TenantUnavailable', TransientError],
    ['Authentication_InvalidCredentials', AuthenticationError],
    ['Authorization_RequestDenied', AuthenticationError],
  ])('%s has its class', (code, kind) => {
    expect(classifyBcError(answerOf(400, coded(code)))).toBeInstanceOf(kind);
  });

  it('of the server itself leaves a write unknown and a read to be repeated', () => {
    expect(classifyBcError(answerOf(500, coded('Internal_ServerError')))).toBeInstanceOf(UnknownOutcomeError);
    const read = answerOf(500, coded('Internal_ServerError'), { write: false });
    expect(classifyBcError(read)).toBeInstanceOf(TransientError);
  });

  it.each([429, 503, 504])('with status %i goes by its status', (status) => {
    expect(classifyBcError(answerOf(status, coded('Application_TooManyRequests')))).toBeNull();
  });

  it.each(['<html>', undefined, { error: 'text' }])('that is no error body (%j) goes by its status', (json) => {
    expect(classifyBcError(answerOf(400, json))).toBeNull();
  });
});

describe('a refusal of Entra ID', () => {
  it.each([400, 401])('with status %i is about access, in its first sentence', (status) => {
    const error = classifyBcError(answerOf(status, invalidClient, { operation: 'renew-token', write: false }));
    expect(error).toBeInstanceOf(AuthenticationError);
    expect(error!.message).toContain('AADSTS7000215: Invalid client secret provided');
    expect(error!.message).not.toContain('client secret ID');
  });
});
