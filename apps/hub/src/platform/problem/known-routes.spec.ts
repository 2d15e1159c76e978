import { KnownRoutes } from './known-routes';

describe('the methods of an address', () => {
  const routes = new KnownRoutes();
  routes.add('/api/v1/orders', ['POST']);
  routes.add('/api/v1/orders', ['GET', 'HEAD']);
  routes.add('/api/v1/orders/:id', ['GET']);
  routes.add('/docs/*', ['GET']);
  routes.add('*', ['OPTIONS']);

  it.each([
    ['/api/v1/orders', ['GET', 'HEAD', 'POST']],
    ['/api/v1/orders/', ['GET', 'HEAD', 'POST']],
    ['/api/v1/orders/1', ['GET']],
    ['/docs/a/b.js', ['GET']],
    ['/api/v1/orders/1/2', []],
    ['/apixv1/orders', []],
  ])('%s are %j', (path, methods) => {
    expect(routes.methodsOf(path)).toEqual(methods);
  });
});
