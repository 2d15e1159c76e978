import type { AuthProvider } from 'react-admin';
import { HubAwayError, HubError } from '../hub/hub-error';
import { hub } from '../hub/hub';
import type { Session } from '../hub/records';

/** Signing in and out, and who is signed in. */
export const authProvider: AuthProvider = {
  login: async ({ email, password }: { email: string; password: string }) => {
    await hub.signIn(email, password);
  },
  logout: async () => {
    // Whoever wants to leave leaves, also when the hub does not answer or knows the session no more.
    await hub.signOut().catch(() => undefined);
  },
  checkAuth: async () => {
    if (hub.session === null) await session();
  },
  checkError: (error: unknown) => {
    if (!(error instanceof HubError) || error.status !== 401) return Promise.resolve();
    hub.forgetSession();
    return Promise.reject(error);
  },
  getIdentity: async () => {
    const { user } = hub.session ?? (await session());
    return { id: user.id, fullName: user.email };
  },
  getPermissions: async () => (hub.session ?? (await session())).user.role,
};

/** Waits for a hub that is away: nobody is signed out by a restart. */
async function session(): Promise<Session> {
  for (;;) {
    try {
      return await hub.readSession();
    } catch (error) {
      if (!(error instanceof HubAwayError)) throw error;
      await hub.presence.back();
    }
  }
}
