// What: how long nobody has touched this screen, by the clock on the wall, so that a tab or machine
// that slept is found out when it wakes. Blurs first, then locks; what happens in one tab counts in
// all of them. Refuses: waking a screen whose time was over before the touch that would wake it.
// Practice: F1.

export type Watched = "open" | "blurred" | "locked";

/** The arithmetic, without a browser: `now` in milliseconds. */
export class Idle {
  state: Watched = "open";
  #last: number;

  constructor(
    readonly blurMillis: number,
    readonly lockMillis: number,
    now: number,
  ) {
    this.#last = now;
  }

  /** Looks at the clock. A clock that was set back counts as a touch long ago, not as none. */
  look(now: number): Watched {
    const idle = now - this.#last;
    if (idle < -this.blurMillis || idle >= this.lockMillis) this.state = "locked";
    else if (this.state !== "locked") this.state = idle >= this.blurMillis ? "blurred" : "open";
    return this.state;
  }

  /** Somebody is there; too late for a screen whose time is over. */
  touch(now: number): Watched {
    if (this.look(now) === "locked") return "locked";
    this.#last = Math.max(this.#last, now);
    return (this.state = "open");
  }
}

const SIGNS = ["pointerdown", "pointermove", "keydown", "wheel", "touchstart"] as const;
const LOOK_MILLIS = 1000;
/** The server is told at most so often that somebody is there. */
const TELL_MILLIS = 60_000;

/** Watches this page; `stop` ends it. */
export function watch(
  idle: Idle,
  changed: (state: Watched) => void,
  present: () => void,
): { stop: () => void } {
  let shown: Watched = "open";
  let told = Date.now();
  let shared = 0;
  const tabs = new BroadcastChannel("tacita touched");
  const show = (state: Watched) => {
    if (state === shown) return;
    shown = state;
    changed(state);
  };
  const look = () => show(idle.look(Date.now()));
  const touch = () => {
    const now = Date.now();
    const state = idle.touch(now);
    show(state);
    if (state === "locked") return;
    if (now - shared >= LOOK_MILLIS) {
      shared = now;
      tabs.postMessage(now);
    }
    if (now - told >= TELL_MILLIS) {
      told = now;
      present();
    }
  };
  tabs.onmessage = (message: MessageEvent<number>) => show(idle.touch(Math.min(message.data, Date.now())));
  const timer = setInterval(look, LOOK_MILLIS);
  for (const sign of SIGNS) addEventListener(sign, touch, { capture: true, passive: true });
  document.addEventListener("visibilitychange", look);
  addEventListener("pageshow", look);
  return {
    stop() {
      clearInterval(timer);
      for (const sign of SIGNS) removeEventListener(sign, touch, { capture: true });
      document.removeEventListener("visibilitychange", look);
      removeEventListener("pageshow", look);
      tabs.close();
    },
  };
}
