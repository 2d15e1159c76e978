import type { FastifyInstance } from 'fastify';
import type { World } from '../../world/world';
import { admitted } from './access';
import { answer, apiError, listOr, objectOr, refuse, textOr, type Json } from './answers';
import {
  entry,
  setAvailable,
  stateOf,
  type ApiError,
  type Command,
  type CommandKind,
  type Offer,
  type Task,
} from './state';

const MOST_OFFERS = 1_000;
const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i;

const PATHS: Readonly<Record<CommandKind, string>> = {
  quantity: '/sale/offer-quantity-change-commands',
  price: '/sale/offer-price-change-commands',
  publication: '/sale/offer-publication-commands',
};

const FIELDS: Readonly<Record<CommandKind, string>> = {
  quantity: 'quantity',
  price: 'price',
  publication: 'publication',
};

export function commandRoutes(app: FastifyInstance, world: World): void {
  for (const kind of ['quantity', 'price', 'publication'] as const) commandRoute(app, world, kind);
}

function commandRoute(app: FastifyInstance, world: World, kind: CommandKind): void {
  const path = `${PATHS[kind]}/:id`;
  app.put<{ Params: { id: string } }>(path, async (request, reply) => {
    if (!admitted(world, request, reply)) return reply;
    const { id } = request.params;
    const body = objectOr(request.body);
    if (!UUID.test(id))
      return refuse(reply, 422, apiError('VALIDATION_ERROR', 'Command id is not a UUID', 'commandId'));
    if (entry(stateOf(world).commands, `${kind}/${id}`) !== null) {
      return refuse(reply, 409, apiError('COMMAND_ALREADY_EXISTS', `Command id ${id} was already used`, 'commandId'));
    }
    const complaint = changeComplaint(kind, body) ?? criteriaComplaint(body);
    if (complaint !== null) return refuse(reply, 422, complaint);
    return answer(reply, 201, report(register(world, kind, id, body), true));
  });
  app.get<{ Params: { id: string } }>(path, async (request, reply) => {
    if (!admitted(world, request, reply)) return reply;
    const command = entry(stateOf(world).commands, `${kind}/${request.params.id}`);
    return command === null
      ? refuse(reply, 404, unknownCommand(request.params.id))
      : answer(reply, 200, report(command));
  });
  app.get<{ Params: { id: string }; Querystring: { limit?: string; offset?: string } }>(
    `${path}/tasks`,
    async (request, reply) => {
      if (!admitted(world, request, reply)) return reply;
      const command = entry(stateOf(world).commands, `${kind}/${request.params.id}`);
      if (command === null) return refuse(reply, 404, unknownCommand(request.params.id));
      const { limit = '100', offset = '0' } = request.query;
      const tasks = command.tasks.slice(Number(offset), Number(offset) + Number(limit));
      return answer(reply, 200, { tasks: tasks.map(taskView) });
    },
  );
}

const unknownCommand = (id: string): ApiError => apiError('NotFoundException', `Command ${id} not found`, null);

function changeComplaint(kind: CommandKind, body: Json): ApiError | null {
  const modification = objectOr(body.modification);
  switch (kind) {
    case 'quantity':
      return quantityComplaint(modification);
    case 'price': {
      const { amount } = objectOr(modification.price);
      const right =
        modification.type === 'FIXED_PRICE' && typeof amount === 'string' && /^\d+(\.\d{1,2})?$/.test(amount);
      return right && Number(amount) > 0
        ? null
        : apiError('VALIDATION_ERROR', 'Price is invalid', 'modification.price');
    }
    case 'publication': {
      const { action } = objectOr(body.publication);
      if (action === 'ACTIVATE' || action === 'END') return null;
      return apiError('VALIDATION_ERROR', 'Unknown action', 'publication.action');
    }
  }
}

/** A fixed quantity is more than zero: an offer is not emptied this way. */
function quantityComplaint({ changeType, value }: Json): ApiError | null {
  if (typeof value !== 'number' || !Number.isInteger(value) || (changeType !== 'FIXED' && changeType !== 'GAIN')) {
    return apiError('VALIDATION_ERROR', 'Modification is invalid', 'modification');
  }
  if (changeType === 'GAIN' || value > 0) return null;
  const message = 'Quantity must be greater than 0';
  return apiError('INCORRECT_QUANTITY_VALUE', message, 'modification.value', 'Nieprawidłowa liczba sztuk.');
}

function criteriaComplaint(body: Json): ApiError | null {
  const ids = offerIds(body);
  if (ids.length > 0 && ids.length <= MOST_OFFERS && ids.every((id) => id !== '')) return null;
  return apiError('VALIDATION_ERROR', 'Between 1 and 1000 offers are required', 'offerCriteria[0].offers');
}

function offerIds(body: Json): string[] {
  const criteria = listOr(body.offerCriteria).map(objectOr);
  return criteria.flatMap(({ offers }) => listOr(offers).map((offer) => textOr(objectOr(offer).id, '')));
}

function register(world: World, kind: CommandKind, id: string, body: Json): Command {
  const createdAt = world.now().toISOString();
  const change = kind === 'publication' ? objectOr(body.publication) : objectOr(body.modification);
  const tasks = offerIds(body).map((offerId): Task => {
    const unfinished = { message: null, errors: [], scheduledAt: createdAt, finishedAt: null };
    return { offerId, field: FIELDS[kind], status: 'NEW', ...unfinished };
  });
  const command: Command = { id, kind, change, tasks, createdAt, completedAt: null };
  stateOf(world).commands[`${kind}/${id}`] = command;
  world.after(world.setting('commandMs', 100), 'command', { key: `${kind}/${id}` });
  return command;
}

/** Counters are zero in the first answer: nothing was looked at yet. */
function report({ id, createdAt, completedAt, tasks }: Command, first = false): Json {
  const count = (status: Task['status']): number => tasks.filter((task) => task.status === status).length;
  const taskCount = first
    ? { total: 0, success: 0, failed: 0 }
    : { total: tasks.length, success: count('SUCCESS'), failed: count('FAIL') };
  return { id, createdAt, completedAt, taskCount };
}

function taskView({ offerId, ...task }: Task): Json {
  return { offer: { id: offerId }, ...task };
}

/** Works a command off, offer by offer. */
export function runCommand(world: World, key: string): void {
  const state = stateOf(world);
  const command = entry(state.commands, key);
  if (command === null) return;
  const now = world.now().toISOString();
  for (const task of command.tasks) {
    const error = apply(command, entry(state.offers, task.offerId));
    task.status = error === null ? 'SUCCESS' : 'FAIL';
    task.message = error?.code ?? null;
    task.errors = error === null ? [] : [error];
    task.finishedAt = now;
  }
  command.completedAt = now;
}

// Codes of failed tasks as in allegro/allegro-api issues 3610 and 4241.
function apply({ kind, change }: Command, offer: Offer | null): ApiError | null {
  if (offer === null) return apiError('NotFoundException', 'Offer not found', null, 'Nie znaleziono oferty.');
  switch (kind) {
    case 'quantity':
      return applyQuantity(change, offer);
    case 'price': {
      const { amount, currency } = objectOr(change.price);
      offer.price = { amount: textOr(amount, offer.price.amount), currency: textOr(currency, offer.price.currency) };
      return null;
    }
    case 'publication':
      return applyPublication(change, offer);
  }
}

function applyQuantity({ changeType, value }: Json, offer: Offer): ApiError | null {
  const failure = 'EXCEPTION_DURING_OFFER_QUANTITY_UPDATE';
  if (offer.status === 'ENDED') {
    return apiError(failure, 'Exception when update offer quantity.', null, 'Błąd podczas zmiany liczby sztuk.');
  }
  const wanted = changeType === 'GAIN' ? offer.available + Number(value) : Number(value);
  if (wanted < 1) return apiError('ERR_INVALID_QUANTITY', 'ERR_INVALID_QUANTITY', null, 'Nieprawidłowa liczba sztuk.');
  setAvailable(offer, wanted);
  return null;
}

function applyPublication({ action }: Json, offer: Offer): ApiError | null {
  if (action === 'END') {
    Object.assign(offer, { status: 'ENDED', endedBy: 'USER' });
    return null;
  }
  if (offer.available < 1) {
    return apiError('INVALID_OFFER_QUANTITY', 'Offer without stock cannot be activated', 'stock.available');
  }
  Object.assign(offer, { status: 'ACTIVE', endedBy: null });
  return null;
}
