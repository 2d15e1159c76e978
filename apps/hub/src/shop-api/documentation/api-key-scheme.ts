/** Name of the OpenAPI security scheme. */
export const API_KEY_SCHEME = 'apiKey';
