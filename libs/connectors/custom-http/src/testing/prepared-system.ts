import {
  jsonataExpressions,
  lookupsFrom,
  type ConnectorContext,
  type Expressions,
  type HttpClientOptions,
  type HttpRequest,
  type Ports,
} from '@crossdock/connector-kit';
import { InMemoryTokenStore, InMemoryValueStore, silentLogger } from '@crossdock/connector-kit/testing';
import { customHttpConnector } from '../custom-http.connector';
import { credentials as credentialsSchema } from '../custom-http.auth';
import { settings as settingsSchema } from '../settings/settings';

const jsonata = jsonataExpressions();

interface Answer {
  status?: number;
  body?: unknown;
  headers?: Record<string, string>;
}

/** A system that gives the prepared answers and remembers what it was asked. */
export class PreparedSystem {
  readonly requests: HttpRequest<unknown>[] = [];
  readonly clients: HttpClientOptions[] = [];
  readonly applied: [string, unknown, unknown][] = [];
  readonly answers: Answer[] = [];
  /** Every expression that was compiled, in its order. */
  readonly compiled: string[] = [];

  private readonly expressions: Expressions = {
    compile: (text) => {
      this.compiled.push(text);
      return jsonata.compile(text);
    },
  };

  open(settings: Record<string, unknown>, credentials: Record<string, unknown> = {}): Partial<Ports> {
    const context: ConnectorContext = {
      connectionId: 'own',
      settings: settingsSchema.parse({ baseUrl: 'https://own.example/api', ...settings }),
      credentials: credentialsSchema.parse(credentials),
      http: (options) => {
        this.clients.push(options);
        return {
          request: async (request) => {
            this.requests.push(request);
            const { status = 200, body = {}, headers = {} } = this.answers.shift() ?? {};
            return { status, headers, body: body as never };
          },
        };
      },
      tokens: new InMemoryTokenStore(),
      values: new InMemoryValueStore(),
      lookups: lookupsFrom({}, { 'delivery-method': { courier: 'K' } }),
      rules: {
        apply: async (operation, record, request) => {
          this.applied.push([operation, record, request]);
          return { ...request, ruled: true };
        },
      },
      expressions: this.expressions,
      clock: { now: () => Date.UTC(2026, 10, 25), sleep: async () => undefined },
      logger: silentLogger,
    };
    return customHttpConnector.open(context as never);
  }
}
