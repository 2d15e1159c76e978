import { Controller, Get, Module } from '@nestjs/common';
import { DiscoveryModule } from '@nestjs/core';
import { Test } from '@nestjs/testing';
import { AdminRoutes, type AdminRoute } from '../../apps/hub/src/admin-api/access/admin-routes';
import { AdminController } from '../../apps/hub/src/admin-api/access/admin-controller';
import { AdminGuard } from '../../apps/hub/src/admin-api/access/admin-guard';
import { ROLES, type Role } from '../../apps/hub/src/users/role';
import { startPanelApi, type RunningPanelApi, type Visitor } from './running-panel-api';

let panel: RunningPanelApi;
let routes: readonly AdminRoute[];
beforeAll(async () => {
  panel = await startPanelApi();
  routes = panel.app.get(AdminRoutes).all();
});
afterAll(async () => panel.close());

/** What each role may besides reading and its own session. */
const MAY: Readonly<Record<Role, RegExp>> = {
  admin: /./,
  operator: /:(act|export)$|^(lookups:edit|audit:read)$/,
  analyst: /^(lookups|decisions):edit$/,
  viewer: /^$/,
  approver: /^$/,
};
/** What reading is not for everybody. */
const RESTRICTED = new Set(['audit:read']);
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
      'DELETE /connections/:id: connections:edit',
      'DELETE /saved-filters/:id: session',
      'DELETE /session: session',
      'GET /api-keys/:id: api-keys:edit',
      'GET /api-keys/rights: api-keys:edit',
      'GET /api-keys: api-keys:edit',
      'GET /audit-events/:id: audit:read',
      'GET /audit-events/actions: audit:read',
      'GET /audit-events/evidence/:orderId: orders:export',
      'GET /audit-events/verification: audit:read',
      'GET /audit-events: audit:read',
      'GET /bulk-actions/:id: errors:read',
      'GET /bulk-actions: errors:read',
      'GET /channels/:id: connections:read',
      'GET /channels/choices: connections:read',
      'GET /channels: connections:read',
      'GET /connections/:id/lookup-tables/:table/export: connections:read',
      'GET /connections/:id/lookup-tables/:table: connections:read',
      'GET /connections/:id/lookup-tables: connections:read',
      'GET /connections/:id/setup: connections:edit',
      'GET /connections/:id: connections:read',
      'GET /connections: connections:read',
      'GET /consents/redirect-uri: connections:edit',
      'GET /decision-traces/:id: decisions:read',
      'GET /decision-traces: decisions:read',
      'GET /decisions/:id/versions/:version: decisions:read',
      'GET /decisions/:id: decisions:read',
      'GET /decisions: decisions:read',
      'GET /error-groups/:id/changes: errors:read',
      'GET /error-groups/:id/comments: errors:read',
      'GET /error-groups/:id/items: errors:read',
      'GET /error-groups/:id: errors:read',
      'GET /error-groups/people: errors:read',
      'GET /error-groups: errors:read',
      'GET /in-doubt: errors:read',
      'GET /order-exports: orders:export',
      'GET /orders/:id/corrections: orders:read',
      'GET /orders/:id/jobs: orders:read',
      'GET /orders/:id/labels/:shipmentReference: orders:read',
      'GET /orders/:id/timeline: orders:read',
      'GET /orders/:id: orders:read',
      'GET /orders: orders:read',
      'GET /overview/chart: overview:read',
      'GET /overview: overview:read',
      'GET /received-webhooks/:id/body: deliveries:act',
      'GET /received-webhooks/:id: deliveries:read',
      'GET /received-webhooks: deliveries:read',
      'GET /saved-filters: session',
      'GET /schedules/:id: schedules:read',
      'GET /schedules: schedules:read',
      'GET /session: session',
      'GET /sync-jobs/:id: sync-jobs:read',
      'GET /sync-jobs: sync-jobs:read',
      'GET /systems/:id: connections:read',
      'GET /systems: connections:read',
      'GET /users/:id: users:edit',
      'GET /users: users:edit',
      'GET /webhook-deliveries/:id: deliveries:read',
      'GET /webhook-deliveries: deliveries:read',
      'PATCH /channels/:id: connections:edit',
      'PATCH /connections/:id: connections:edit',
      'PATCH /error-groups/:id: errors:act',
      'PATCH /session: session',
      'PATCH /users/:id: users:edit',
      'POST /api-keys/:id/revoke: api-keys:edit',
      'POST /api-keys: api-keys:edit',
      'POST /bulk-actions/:id/cancel: errors:act',
      'POST /bulk-actions/preview: errors:read',
      'POST /bulk-actions: errors:act',
      'POST /channels: connections:edit',
      'POST /connections/:id/check: connections:act',
      'POST /connections/:id/lookup-tables/:table/import: lookups:edit',
      'POST /connections/:id/lookup-tables/:table/rows/remove: lookups:edit',
      'POST /connections/:id/lookup-tables/:table/rows: lookups:edit',
      'POST /connections/:id/pause: connections:act',
      'POST /connections/:id/resume: connections:act',
      'POST /connections/trial: connections:edit',
      'POST /connections: connections:edit',
      'POST /consents/devices/:id/poll: connections:edit',
      'POST /consents/devices: connections:edit',
      'POST /consents/finish: connections:edit',
      'POST /consents: connections:edit',
      'POST /decisions/:id/cases/remove: decisions:edit',
      'POST /decisions/:id/cases: decisions:edit',
      'POST /decisions/:id/draft/discard: decisions:edit',
      'POST /decisions/:id/draft: decisions:edit',
      'POST /decisions/:id/publish: decisions:edit',
      'POST /decisions/:id/roll-back: decisions:edit',
      'POST /decisions/:id/simulate: decisions:read',
      'POST /decisions/:id/test: decisions:read',
      'POST /decisions/:id/try: decisions:read',
      'POST /error-groups/:id/comments: errors:act',
      'POST /orders/:id/cancel: orders:act',
      'POST /orders/:id/corrections: orders:act',
      'POST /orders/:id/hold: orders:act',
      'POST /orders/:id/release: orders:act',
      'POST /own-password: session',
      'POST /received-webhooks/:id/replay: deliveries:act',
      'POST /saved-filters: session',
      'POST /schedules/:id/run: schedules:act',
      'POST /session: nothing',
      'POST /sync-jobs/:id/bind: sync-jobs:act',
      'POST /sync-jobs/:id/retry: sync-jobs:act',
      'POST /sync-jobs/:id/skip: sync-jobs:act',
      'POST /users/:id/reset-password: users:edit',
      'POST /users: users:edit',
      'POST /webhook-deliveries/:id/replay: deliveries:act',
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
    const last = (route: AdminRoute): number => Number(route.method === 'DELETE' && route.path.endsWith('/session'));
    for (const route of [...routes].sort((one, other) => last(one) - last(other))) {
      if (route.need === 'nothing') continue;
      const status = await callIt(somebody, route);
      const isOpen = route.need === 'session' || (route.need.endsWith(':read') && !RESTRICTED.has(route.need));
      const isAllowed = isOpen || MAY[role].test(route.need);
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
