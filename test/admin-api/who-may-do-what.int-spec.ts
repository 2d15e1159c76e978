import { Controller, Get, Module } from '@nestjs/common';
import { DiscoveryModule } from '@nestjs/core';
import { Test } from '@nestjs/testing';
import { AdminRoutes, type AdminRoute } from '../../apps/hub/src/admin-api/access/admin-routes';
import { AdminController } from '../../apps/hub/src/admin-api/access/admin-controller';
import { AdminGuard } from '../../apps/hub/src/admin-api/access/admin-guard';
import { ROLES } from '../../apps/hub/src/users/role';
import { startPanelApi, type RunningPanelApi, type Visitor } from './running-panel-api';

let panel: RunningPanelApi;
let routes: readonly AdminRoute[];
beforeAll(async () => {
  panel = await startPanelApi();
  routes = panel.app.get(AdminRoutes).all();
});
afterAll(async () => panel.close());

const ACTING = new Set(['admin', 'operator']);
const url = (route: AdminRoute): string => route.path.replaceAll(/:\w+/g, '7');
// An empty object is either enough, or a 400 that comes after the question who may.
const callIt = async (visitor: Visitor, route: AdminRoute, headers = {}): Promise<number> => {
  const body = route.method === 'GET' ? {} : { body: {} };
  return (await visitor.call(route.method, url(route), { ...body, headers })).status;
};

describe('the routes of the panel', () => {
  it('are all known here, with what they need', () => {
    const known = routes.map(({ method, path, need }) => `${method} ${path.replace('/admin/api', '')}: ${need}`);
    expect(known.sort()).toEqual([
      'DELETE /session: session',
      'GET /bulk-actions/:id: errors:read',
      'GET /bulk-actions: errors:read',
      'GET /connections/:id: connections:read',
      'GET /connections: connections:read',
      'GET /error-groups/:id/changes: errors:read',
      'GET /error-groups/:id/comments: errors:read',
      'GET /error-groups/:id/items: errors:read',
      'GET /error-groups/:id: errors:read',
      'GET /error-groups/people: errors:read',
      'GET /error-groups: errors:read',
      'GET /in-doubt: errors:read',
      'GET /orders/:id/corrections: orders:read',
      'GET /orders/:id/jobs: orders:read',
      'GET /orders/:id/labels/:shipmentReference: orders:read',
      'GET /orders/:id/timeline: orders:read',
      'GET /orders/:id: orders:read',
      'GET /orders: orders:read',
      'GET /overview: overview:read',
      'GET /session: session',
      'GET /sync-jobs/:id: sync-jobs:read',
      'GET /sync-jobs: sync-jobs:read',
      'PATCH /error-groups/:id: errors:act',
      'PATCH /session: session',
      'POST /bulk-actions/:id/cancel: errors:act',
      'POST /bulk-actions/preview: errors:read',
      'POST /bulk-actions: errors:act',
      'POST /connections/:id/check: connections:act',
      'POST /connections/:id/pause: connections:act',
      'POST /connections/:id/resume: connections:act',
      'POST /error-groups/:id/comments: errors:act',
      'POST /orders/:id/cancel: orders:act',
      'POST /orders/:id/corrections: orders:act',
      'POST /session: nothing',
      'POST /sync-jobs/:id/bind: sync-jobs:act',
      'POST /sync-jobs/:id/retry: sync-jobs:act',
      'POST /sync-jobs/:id/skip: sync-jobs:act',
    ]);
  });

  it('let nobody in without a session, signing in apart', async () => {
    for (const route of routes) {
      const status = await callIt(panel.visitor(), route);
      expect([route, status]).toEqual([route, route.need === 'nothing' ? 400 : 401]);
    }
  });

  it.each(ROLES)('let the role %s do what it may and nothing else', async (role) => {
    const somebody = await panel.as(role);
    // Signing out comes last.
    const last = (route: AdminRoute): number => Number(route.method === 'DELETE');
    for (const route of [...routes].sort((one, other) => last(one) - last(other))) {
      if (route.need === 'nothing') continue;
      const status = await callIt(somebody, route);
      const isAllowed = ACTING.has(role) || !route.need.endsWith(':act');
      expect([route, status === 403, status === 401]).toEqual([route, !isAllowed, false]);
    }
  });

  it('change nothing without the token of the session', async () => {
    const somebody = await panel.as('admin');
    for (const route of routes.filter(({ method, need }) => method !== 'GET' && need !== 'nothing')) {
      for (const token of ['', 'wrong', 'x'.repeat(43)]) {
        expect([route, await callIt(somebody, route, { 'x-csrf-token': token })]).toEqual([route, 403]);
      }
    }
  });

  it('answer 404 as a problem where there is nothing', async () => {
    const answer = await (await panel.as('admin')).get('/nothing-here');
    expect(answer).toMatchObject({ status: 404, body: { type: 'urn:crossdock:problem:not-found' } });
  });
});

@AdminController('open')
class Undeclared {
  @Get()
  read(): string {
    return 'anything';
  }
}

@Controller('admin/api/unguarded')
class Unguarded {
  @Get()
  read(): string {
    return 'anything';
  }
}

describe('a route that is open by oversight', () => {
  it.each([
    ['says nothing of what it needs', Undeclared, /Undeclared\.read does not say what it needs/],
    ['goes past the guard', Unguarded, /without the guard/],
  ])('keeps the hub from starting when it %s', async (_what, controller, reason) => {
    @Module({
      imports: [DiscoveryModule],
      controllers: [controller],
      providers: [AdminRoutes],
    })
    class Oversight {}
    const module = await Test.createTestingModule({ imports: [Oversight] })
      .overrideGuard(AdminGuard)
      .useValue({ canActivate: () => true })
      .compile();
    await expect(module.init()).rejects.toThrow(reason);
  });
});
