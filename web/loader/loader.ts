// What: one script line in a shop's page: a button, and behind it our page in a frame. The shop's
// scripts reach neither keys nor text: the frame is another origin.
// Refuses: touching the shop's page beyond one element with a closed shadow; inline styles; any
// character outside ASCII (the shop's page may have any encoding).
// Next: widget/host.ts, the other end of the port.

const script = document.currentScript as HTMLScriptElement;
const ours = new URL(script.src).origin;
const { site = "", root: pinned = "", ledger = "", label = "Chat with us", lang = "" } = script.dataset;
const FLAG = "tacita-chat";

const css = `:host{all:initial;position:fixed;z-index:2147483000;inset:auto 0 0 auto;color-scheme:light dark}
button{all:unset;box-sizing:border-box;position:fixed;right:max(20px,env(safe-area-inset-right));bottom:max(20px,env(safe-area-inset-bottom));width:56px;height:56px;border-radius:50%;display:grid;place-items:center;cursor:pointer;background:#0f6a5b;color:#fff;box-shadow:0 4px 16px #0004;transition:background .12s}
button:hover{background:#0b5649}
button:focus-visible{outline:3px solid #fff;outline-offset:-5px;box-shadow:0 0 0 3px #0b57d0}
svg{width:26px;height:26px;fill:none;stroke:currentColor;stroke-width:2;stroke-linecap:round;stroke-linejoin:round}
i{position:absolute;top:1px;right:1px;width:14px;height:14px;border-radius:50%;background:#d4351c;border:2px solid #fff}
[hidden]{display:none!important}
iframe{position:fixed;right:20px;bottom:88px;width:380px;height:min(640px,calc(100vh - 108px));border:0;border-radius:16px;box-shadow:0 16px 48px #0003,0 0 0 1px #0001;background:Canvas}
@media(max-width:480px){iframe{inset:0;width:100%;height:100%;height:100dvh;border-radius:0}.open{display:none}}
@media(prefers-reduced-motion:no-preference){iframe{animation:t .16s ease-out}@keyframes t{from{opacity:0;transform:translateY(12px)}}}
@media(prefers-reduced-motion:reduce){button{transition:none}}`;

function start() {
  const host = document.createElement("div");
  const shadow = host.attachShadow({ mode: "closed" });
  const sheet = new CSSStyleSheet();
  sheet.replaceSync(css);
  shadow.adoptedStyleSheets = [sheet];

  const button = document.createElement("button");
  button.type = "button";
  const dot = document.createElement("i");
  dot.hidden = true;
  const svg = document.createElementNS("http://www.w3.org/2000/svg", "svg");
  const path = document.createElementNS("http://www.w3.org/2000/svg", "path");
  svg.setAttribute("viewBox", "0 0 24 24");
  svg.setAttribute("aria-hidden", "true");
  svg.append(path);
  button.append(svg, dot);
  shadow.append(button);

  let frame: HTMLIFrameElement | undefined;
  let port: MessagePort | undefined;
  let open = false;
  let unread = 0;

  const draw = () => {
    path.setAttribute("d", open ? "M18 6 6 18M6 6l12 12" : "M7.9 20A9 9 0 1 0 4 16.1L2 22Z");
    button.className = open ? "open" : "";
    button.setAttribute("aria-expanded", String(open));
    button.setAttribute("aria-label", label + (unread ? ` (${unread})` : ""));
    dot.hidden = !unread;
    if (frame) frame.hidden = !open;
  };
  const show = (now: boolean) => {
    open = now;
    if (open) {
      unread = 0;
      load();
    }
    draw();
    port?.postMessage({ open });
    if (open) frame?.focus();
    else button.focus();
  };
  const load = () => {
    if (frame) return;
    frame = document.createElement("iframe");
    frame.title = label;
    frame.allow = "";
    frame.referrerPolicy = "origin";
    const query = new URLSearchParams(lang ? { site, lang } : { site });
    frame.src = `${ours}/widget/?${query}#${new URLSearchParams({ root: pinned, ledger })}`;
    frame.onload = () => {
      const channel = new MessageChannel();
      port = channel.port1;
      port.onmessage = ({ data }) => {
        if (data.close) show(false);
        if ("unread" in data) {
          unread = open ? 0 : Number(data.unread);
          draw();
        }
        // Tells the next page of the shop that there is a chat to take up; nothing of the chat.
        if ("active" in data) {
          try {
            if (data.active) sessionStorage.setItem(FLAG, "1");
            else sessionStorage.removeItem(FLAG);
          } catch {
            // Storage refused: the next page shows no dot until the chat is opened.
          }
        }
      };
      frame?.contentWindow?.postMessage("tacita", ours, [channel.port2]);
      port.postMessage({ open });
    };
    shadow.append(frame);
  };

  button.onclick = () => show(!open);
  addEventListener("keydown", (event) => {
    if (event.key === "Escape" && open) show(false);
  });
  draw();
  document.body.append(host);
  try {
    if (sessionStorage.getItem(FLAG)) {
      load();
      draw();
    }
  } catch {
    // Storage refused: nothing to take up.
  }
}

if (document.body) start();
else addEventListener("DOMContentLoaded", start);
export {};
