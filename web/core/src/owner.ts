// Which tab runs a conversation. Two would fork its ratchet, so an exclusive Web Lock lets one own
// it; every other tab is a view that hears its events and passes acts on, and takes over when the
// lock frees. They talk over a BroadcastChannel, which stays within this origin (and partition).

/** The name of the lock over a conversation or a device. */
export const lockOf = (name: string): string => `tacita ${name}`;

/** Becomes the owner at once if nobody is, else as soon as the other tab is gone. */
export async function own(name: string, become: (waited: boolean) => void): Promise<boolean> {
  const forever = new Promise<never>(() => undefined);
  const lock = lockOf(name);
  return new Promise((resolve) => {
    const asked = navigator.locks.request(lock, { ifAvailable: true }, async (held) => {
      if (held === null) {
        resolve(false);
        void navigator.locks.request(lock, async () => {
          become(true);
          await forever;
        });
        return;
      }
      resolve(true);
      become(false);
      await forever;
    });
    // Where the browser refuses storage to a frame of another site, it refuses locks too. Nothing is
    // kept there that another tab could share, so this tab is alone.
    asked.catch(() => {
      resolve(true);
      become(false);
    });
  });
}

/** The channel of all tabs with the same conversation. */
export function channel(name: string): BroadcastChannel {
  return new BroadcastChannel(`tacita ${name}`);
}
