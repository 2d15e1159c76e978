export { customHttpConnector } from './custom-http.connector';
