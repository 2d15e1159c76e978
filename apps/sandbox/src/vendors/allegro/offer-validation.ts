import { apiError, listOr, objectOr, type Json } from './answers';
import type { ApiError } from './state';

const NAME_LENGTH = [12, 75] as const;
const EXTERNAL_LENGTH = 100;
const STATUSES = new Set(['INACTIVE', 'ACTIVATING', 'ACTIVE', 'ENDED']);

/** The first thing that is wrong with the body of a new or an edited offer. */
export function offerComplaint(body: Json, isNew: boolean): ApiError | null {
  return (
    stockComplaint(body, isNew) ??
    nameComplaint(body) ??
    priceComplaint(body) ??
    textComplaint(body) ??
    (isNew ? productComplaint(body) : null)
  );
}

function stockComplaint(body: Json, required: boolean): ApiError | null {
  if (body.stock === undefined && !required) return null;
  const { available } = objectOr(body.stock);
  if (typeof available === 'number' && Number.isInteger(available) && available >= 0) return null;
  return apiError('INVALID_OFFER_QUANTITY', 'Quantity must be a whole number, at least 0', 'stock.available');
}

function nameComplaint({ name }: Json): ApiError | null {
  if (name === undefined) return null;
  const [shortest, longest] = NAME_LENGTH;
  if (typeof name === 'string' && name.length >= shortest && name.length <= longest) return null;
  return apiError('VALIDATION_ERROR', 'Name must contain between 12 and 75 characters', 'name', 'Nieprawidłowy tytuł.');
}

function priceComplaint({ sellingMode }: Json): ApiError | null {
  if (sellingMode === undefined) return null;
  const { amount, currency } = objectOr(objectOr(sellingMode).price);
  const right = typeof amount === 'string' && /^\d+(\.\d{1,2})?$/.test(amount) && Number(amount) > 0;
  if (right && typeof currency === 'string' && /^[A-Z]{3}$/.test(currency)) return null;
  return apiError('VALIDATION_ERROR', 'Price is invalid', 'sellingMode.price.amount', 'Nieprawidłowa cena.');
}

function textComplaint(body: Json): ApiError | null {
  const { id } = objectOr(body.external);
  if (typeof id === 'string' && id.length > EXTERNAL_LENGTH) {
    return apiError('VALIDATION_ERROR', 'size must be between 0 and 100', 'external.id');
  }
  const { status } = objectOr(body.publication);
  if (status === undefined || (typeof status === 'string' && STATUSES.has(status))) return null;
  return apiError('VALIDATION_ERROR', 'Unknown publication status', 'publication.status');
}

/** GTINs that begin with 999 are in nobody's catalogue. */
function productComplaint(body: Json): ApiError | null {
  const [element] = listOr(body.productSet);
  const { id, name } = objectOr(objectOr(element).product);
  if (typeof id !== 'string' && typeof name !== 'string') {
    return apiError('VALIDATION_ERROR', 'Product id or name is required', 'productSet[0].product');
  }
  if (typeof id !== 'string' || !id.startsWith('999')) return null;
  return apiError('ProductNotFoundException', `Product ${id} not found`, 'productSet[0].product.id');
}
