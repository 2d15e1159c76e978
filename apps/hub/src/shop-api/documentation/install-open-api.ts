import type { Type } from '@nestjs/common';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { DocumentBuilder, SwaggerModule } from '@nestjs/swagger';
import { API_KEY_SCHEME } from './api-key-scheme';
import { ShopApiModule } from '../shop-api.module';

const DESCRIPTION = `
Hand in orders, follow them to the buyer's door, cancel them.

**Key.** \`Authorization: Bearer cdk_...\`. A key belongs to one channel and sees its orders only.

**Once.** The pair of channel and \`externalId\` is unique. Send an order again after a time-out as often as you like: the
same order answers 200 with the same id, another order under the same number 409. With \`Idempotency-Key\` the first answer
is repeated word for word.

**Errors** are problem details (RFC 9457). 400: the request cannot be read, has unknown fields or wrong types. 422: it can
be read and breaks a rule, such as totals that do not add up. \`errors\` names every field by its JSON pointer. 5xx and 429
may be sent again; 429 and 503 say when in \`Retry-After\`. Every answer has a \`trace-id\`; send \`traceparent\` to set it.

**Values.** Amounts and quantities are decimal text with their currency, times ISO 8601 in UTC, countries ISO 3166-1
alpha-2. Bodies have at most 1 MiB, orders at most 1,000 lines. Lists are read with \`limit\` and \`cursor\`.
`;

/**
 * `/openapi.json` and the pages at `/docs`. Call it after the application is created and before `listen`.
 * @param modules further modules whose routes belong to the shop API
 */
export function installOpenApi(app: NestFastifyApplication, modules: readonly Type[] = []): void {
  const config = new DocumentBuilder()
    .setTitle('Crossdock shop API')
    .setDescription(DESCRIPTION.trim())
    .setVersion('1')
    .addBearerAuth(
      { type: 'http', scheme: 'bearer', bearerFormat: 'cdk_...', description: 'API key of a channel: cdk_...' },
      API_KEY_SCHEME,
    )
    .addTag('orders', 'Place, read and cancel orders.')
    .addTag('quotes', 'Ask what a basket costs.')
    .build();
  const document = (): ReturnType<typeof SwaggerModule.createDocument> =>
    SwaggerModule.createDocument(app, config, { include: [ShopApiModule, ...modules] });
  SwaggerModule.setup('docs', app, document, { jsonDocumentUrl: 'openapi.json', yamlDocumentUrl: 'openapi.yaml' });
}
