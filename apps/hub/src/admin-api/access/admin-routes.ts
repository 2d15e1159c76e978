import { Injectable, RequestMethod, type OnModuleInit } from '@nestjs/common';
import { GUARDS_METADATA, METHOD_METADATA, PATH_METADATA } from '@nestjs/common/constants';
import { DiscoveryService, MetadataScanner } from '@nestjs/core';
import { ADMIN_API } from './admin-controller';
import { AdminGuard } from './admin-guard';
import { NEEDS, type Need } from './needs';

export interface AdminRoute {
  readonly method: string;
  /** As Nest writes it: `/admin/api/orders/:id`. */
  readonly path: string;
  readonly need: Need;
}

/** The routes under `/admin/api`, whoever wrote them. The hub does not start while one of them is open by oversight. */
@Injectable()
export class AdminRoutes implements OnModuleInit {
  constructor(
    private readonly discovery: DiscoveryService,
    private readonly scanner: MetadataScanner,
  ) {}

  onModuleInit(): void {
    this.all();
  }

  /** @throws when a route does not say what it needs, or its controller lets people past the guard */
  all(): readonly AdminRoute[] {
    return this.discovery.getControllers().flatMap(({ metatype }) => {
      if (typeof metatype !== 'function') return [];
      const base = String(Reflect.getMetadata(PATH_METADATA, metatype));
      if (base !== ADMIN_API && !base.startsWith(`${ADMIN_API}/`)) return [];
      const guards: unknown = Reflect.getMetadata(GUARDS_METADATA, metatype);
      if (!Array.isArray(guards) || !guards.includes(AdminGuard)) {
        throw new Error(`${metatype.name} serves /${base} without the guard of the admin API: use @AdminController.`);
      }
      return this.routesOf(metatype, base);
    });
  }

  private routesOf(controller: NewableFunction, base: string): AdminRoute[] {
    const prototype = controller.prototype as object;
    return this.scanner.getAllMethodNames(prototype).flatMap((name) => {
      const handler: unknown = Reflect.get(prototype, name);
      if (typeof handler !== 'function') return [];
      const path: unknown = Reflect.getMetadata(PATH_METADATA, handler);
      if (typeof path !== 'string') return [];
      const need = Reflect.getMetadata(NEEDS, handler) as Need | undefined;
      if (need === undefined) throw new Error(`${controller.name}.${name} does not say what it needs: use @Needs.`);
      const method = RequestMethod[Number(Reflect.getMetadata(METHOD_METADATA, handler))] ?? 'ALL';
      return [{ method, path: `/${base}/${path}`.replaceAll(/\/+/g, '/').replace(/\/$/, ''), need }];
    });
  }
}
