// What: the requests of signing in and of a person's own account.
// Refuses: keeping a password or a code after the request that carries it.
import { ask } from "@kit/api";
import type { Account, AppOffer, Ceremony, Enrolled, LeadsTo, LinkFacts, OwnBrowser, PasskeyAnswer, SignedIn, SignInStep, WaysIn } from "@kit/http";

const id = encodeURIComponent;

export const code = (text: string) => ask<SignedIn>("POST", "/v1/sign-ins/current/code", { code: text });
export const askPasskey = () => ask<Ceremony>("POST", "/v1/sign-ins/passkey/ask");
export const passkey = (answer: PasskeyAnswer) => ask<SignedIn>("POST", "/v1/sign-ins/passkey", answer);
export const anewByCode = (text: string) =>
  ask<void>("POST", "/v1/sign-ins/current/anew", { code: text, passkey: null });
export const anewByPasskey = (answer: PasskeyAnswer) =>
  ask<void>("POST", "/v1/sign-ins/current/anew", { code: null, passkey: answer });

export const ways = () => ask<WaysIn>("GET", "/v1/sign-ins/ways");
export const organisation = () => ask<LeadsTo>("POST", "/v1/sign-ins/organisation");
export const step = () => ask<SignInStep>("GET", "/v1/sign-ins/current/step");
export const lookAtLink = (link: string) => ask<LinkFacts>("POST", "/v1/links/look", { link });
export const useLink = (link: string, account: { name: string; display_name: string } | null, password: string) =>
  ask<SignInStep>("POST", "/v1/links/use", { link, account, password });

export const account = () => ask<Account>("GET", "/v1/account");
export const offerApp = () => ask<AppOffer>("POST", "/v1/account/app/ask");
export const addApp = (ceremony: string, text: string) =>
  ask<Enrolled>("POST", "/v1/account/app", { ceremony, code: text });
export const offerPasskey = () => ask<Ceremony>("POST", "/v1/account/passkey/ask");
export const addPasskey = (answer: PasskeyAnswer) => ask<Enrolled>("POST", "/v1/account/passkey", answer);
export const newCodes = () => ask<Enrolled>("POST", "/v1/account/recovery-codes");
export const removeFactor = (factor: string) => ask<void>("DELETE", `/v1/account/factors/${id(factor)}`);
export const password = (current: string, wanted: string) =>
  ask<void>("PUT", "/v1/account/password", { current, password: wanted });
export const endSignIn = (signIn: string) => ask<void>("DELETE", `/v1/account/sign-ins/${id(signIn)}`);
export const revokeDevice = (device: string) => ask<void>("POST", `/v1/devices/${id(device)}/revoke`);
export const unlock = (place: string) => ask<{ half: string }>("POST", "/v1/account/unlock", { place });
export const active = () => ask<void>("POST", "/v1/account/active");
export const lock = () => ask<void>("POST", "/v1/account/lock");
export const strangers = () => ask<{ browsers: OwnBrowser[] }>("GET", "/v1/account/strangers");
export const judgeBrowser = (browser: string, own: boolean) =>
  ask<void>("POST", `/v1/account/browsers/${id(browser)}`, { own });
