import { ConfigurationError, RejectedByVendorError, TransientError } from '@crossdock/connector-kit';
import invalidAction from '../fixtures/invalid-action.json';
import validationFailed from '../fixtures/validation-failed.json';
import { ActionRefusedError, classifyInpostError, complaintsIn } from './inpost.errors';

const answer = (json: unknown, status = 400) => ({
  operation: 'create-shipment',
  write: true,
  status,
  headers: {},
  text: JSON.stringify(json),
  json,
});

describe('an error answer of ShipX', () => {
  it('names the field and every complaint', () => {
    const error = classifyInpostError(answer(validationFailed));
    expect(error).toBeInstanceOf(RejectedByVendorError);
    expect(error).toMatchObject({
      field: 'receiver.phone',
      vendorCode: 'validation_failed',
      message: 'InPost refused create-shipment: receiver.phone invalid; custom_attributes.target_point does_not_exist',
    });
  });

  it('reads flat details too', () => {
    expect(complaintsIn({ service: ['required'], parcels: ['required', 'invalid'] })).toEqual([
      { field: 'service', keys: ['required'] },
      { field: 'parcels', keys: ['required', 'invalid'] },
    ]);
  });

  it('keeps the status that stands in the way of an action', () => {
    const error = classifyInpostError(answer(invalidAction));
    expect(error).toBeInstanceOf(ActionRefusedError);
    expect(error).toMatchObject({ shipmentStatus: 'offer_selected', code: 'shipment.action-refused' });
  });

  it.each([
    ['label_generation_failed', TransientError],
    ['label_template_not_found', RejectedByVendorError],
    ['debt_collection', ConfigurationError],
    ['something_new', RejectedByVendorError],
  ])('knows %s', (name, type) => {
    expect(classifyInpostError(answer({ status: 400, error: name, message: 'x' }))).toBeInstanceOf(type);
  });

  it.each([401, 403, 404, 429, 500, 503])('leaves %d to the table of statuses', (status) => {
    expect(classifyInpostError(answer(validationFailed, status))).toBeNull();
  });

  it('leaves an answer that is not of ShipX to the table of statuses', () => {
    expect(classifyInpostError(answer(undefined))).toBeNull();
  });
});
