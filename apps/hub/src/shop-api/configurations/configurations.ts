import { pointerTo } from '@crossdock/canonical';
import { Injectable } from '@nestjs/common';
import type { ConfigurationInput, ConfigurationOutput } from '../../decisions/configuration/configuration-kind';
import {
  configurationId,
  configuredPrice,
  ConfigurationWithoutPrice,
  leadTimeDays,
  normalised,
  type ConfiguredPrice,
} from '../../decisions/configuration/configured-price';
import { DecisionFailed, Decisions, type Answer } from '../../decisions/decisions';
import { CONFIGURATION } from '../../decisions/kinds';
import { Problem } from '../../platform/problem/problem';
import type { Caller } from '../api-keys/api-keys';
import { rulesBroken } from '../quotes/rules-broken';
import type { ConfigurationAnswer } from './configuration-answer';
import { problemsOfConfiguration } from './configuration-rules';
import type { ConfigurationDto } from './configuration.dto';

/** Whether a configured product exists, what it costs and how long it takes, by the rules that are live. */
@Injectable()
export class Configurations {
  constructor(private readonly decisions: Decisions) {}

  /** @throws {Problem} 422 for wrong values, an unknown model and a broken constraint, 503 for rules that break */
  async read({ channel }: Caller, asked: ConfigurationDto): Promise<ConfigurationAnswer> {
    refuseWrong(asked);
    const product = asked.product.trim();
    const quantity = asked.quantity ?? '1';
    // They were checked above.
    const options = normalised(asked.options as ConfigurationInput['options']);
    const id = configurationId(product, options);
    const { currency } = asked;
    const at = new Date().toISOString();
    const answer = await this.ask(id, {
      product,
      options,
      quantity: Number(quantity),
      channel: channel.id,
      currency,
      at,
    });
    const { output, decisionId, version, traceId } = answer;
    const model = modelOf(output, product);
    refuseBroken(output, options);
    const taxRate = model.taxRate === null || model.taxRate === undefined ? null : String(model.taxRate);
    return {
      ...{ id, product, label: model.label, options, quantity, currency },
      price: { ...priceOf(answer, { quantity, currency, taxRate }), taxRate },
      leadTimeDays: leadTimeDays(output.leadTimes),
      decision: { id: decisionId, version, traceId },
    };
  }

  private async ask(id: string, input: ConfigurationInput): Promise<Answer<ConfigurationOutput>> {
    try {
      return await this.decisions.decide(CONFIGURATION, { subject: { type: 'configuration', id }, input });
    } catch (error) {
      if (error instanceof DecisionFailed) throw rulesBroken(error.traceId);
      throw error;
    }
  }
}

function refuseWrong(asked: ConfigurationDto): void {
  const errors = problemsOfConfiguration(asked);
  if (errors.length === 0) return;
  const detail = errors.length === 1 ? (errors[0]?.message ?? '') : 'Some values are wrong.';
  throw new Problem({ status: 422, code: 'configuration-invalid', detail, errors });
}

function modelOf({ product }: ConfigurationOutput, asked: string): NonNullable<ConfigurationOutput['product']> {
  if (product !== null && product !== undefined) return product;
  const message = `"${asked}" is no product that can be configured.`;
  const errors = [{ pointer: '/product', code: 'product.unknown', message }];
  throw new Problem({ status: 422, code: 'configuration-unknown', detail: message, errors });
}

function refuseBroken({ constraints }: ConfigurationOutput, options: ConfigurationInput['options']): void {
  if (constraints.length === 0) return;
  const errors = constraints.map(({ code, label, option }) => ({
    pointer: option && Object.hasOwn(options, option) ? pointerTo('/options', option) : '/options',
    code: 'constraint.broken',
    message: `${label} (${code})`,
  }));
  const detail = 'This combination does not exist; the errors say which constraints it breaks.';
  throw new Problem({ status: 422, code: 'configuration-impossible', detail, errors });
}

function priceOf(
  { output, traceId }: Answer<ConfigurationOutput>,
  facts: { quantity: string; currency: string; taxRate: string | null },
): ConfiguredPrice {
  try {
    return configuredPrice(output.prices, facts);
  } catch (error) {
    if (error instanceof ConfigurationWithoutPrice) throw rulesBroken(traceId);
    throw error;
  }
}
