// What: passkeys between the server's JSON and the browser's own objects (WebAuthn level 3). Written
// out by hand: older browsers that have passkeys lack the JSON functions.
// Refuses: deciding anything; the server judges the answer. What a passkey says to this browser alone
// (PRF, see own-key.svelte.ts) is in no answer.
import type { Ceremony, PasskeyAnswer } from "@kit/http";

type Json = Record<string, unknown>;

export function bytes(text: unknown): Uint8Array<ArrayBuffer> {
  const plain = String(text).replaceAll("-", "+").replaceAll("_", "/");
  return Uint8Array.from(atob(plain), (letter) => letter.charCodeAt(0));
}

function text(buffer: ArrayBuffer | null): string | null {
  if (buffer === null) return null;
  const letters = Array.from(new Uint8Array(buffer), (byte) => String.fromCharCode(byte)).join("");
  return btoa(letters).replaceAll("+", "-").replaceAll("/", "_").replaceAll("=", "");
}

const named = (all: unknown) =>
  ((all as Json[] | undefined) ?? []).map((one) => ({ ...one, id: bytes(one.id) })) as unknown as PublicKeyCredentialDescriptor[];

/**
 * Every passkey that is asked says a secret to this browser, the same each time, if it can. It is of one
 * passkey and one service, so one word to ask it with is enough.
 */
const PRF = { prf: { eval: { first: new TextEncoder().encode("what this browser keeps") } } };

export interface Secret {
  /** Id of the passkey. */
  passkey: string;
  /** 32 bytes; null where it cannot say any. */
  secret: Uint8Array | null;
}

/** What the last passkey said: taken by whoever opens what is kept, forgotten on locking. */
let last: Secret | null = null;

export function takeSecret(passkey: string): Uint8Array | null {
  const secret = last?.passkey === passkey ? last.secret : null;
  last = null;
  return secret;
}

export function forgetSecret(): void {
  last?.secret?.fill(0);
  last = null;
}

function heard(got: PublicKeyCredential): Secret {
  forgetSecret();
  const first = got.getClientExtensionResults().prf?.results?.first;
  // A buffer of bytes, or a view of one.
  const secret = first ? new Uint8Array(ArrayBuffer.isView(first) ? first.buffer : first).slice() : null;
  last = { passkey: got.id, secret };
  return last;
}

/** Asks for a passkey for the sake of its secret; the server hears nothing. `passkey`: that one alone. */
export async function askSecret(passkey: string | null): Promise<Secret | null> {
  const got = (await navigator.credentials
    .get({
      publicKey: {
        challenge: crypto.getRandomValues(new Uint8Array(32)),
        rpId: location.hostname,
        userVerification: "required",
        allowCredentials: passkey ? [{ type: "public-key", id: bytes(passkey) }] : [],
        extensions: PRF,
      },
    })
    .catch(() => null)) as PublicKeyCredential | null;
  return got && heard(got);
}

/** Whether this browser knows passkeys at all. */
export const passkeysHere = (): boolean => typeof PublicKeyCredential === "function";

/** Asks for a passkey; null when the person closed the browser's question. */
export async function prove(asked: Ceremony): Promise<PasskeyAnswer | null> {
  const { publicKey } = JSON.parse(asked.options) as { publicKey: Json };
  const got = (await navigator.credentials
    .get({
      publicKey: {
        ...(publicKey as unknown as PublicKeyCredentialRequestOptions),
        challenge: bytes(publicKey.challenge),
        allowCredentials: named(publicKey.allowCredentials),
        extensions: PRF,
      },
    })
    .catch(() => null)) as PublicKeyCredential | null;
  if (!got) return null;
  heard(got);
  const { authenticatorData, clientDataJSON, signature, userHandle } = got.response as AuthenticatorAssertionResponse;
  return answer(asked, got, {
    authenticatorData: text(authenticatorData),
    clientDataJSON: text(clientDataJSON),
    signature: text(signature),
    userHandle: text(userHandle),
  });
}

/** Makes a passkey; null when the person closed the browser's question. */
export async function make(asked: Ceremony): Promise<PasskeyAnswer | null> {
  const { publicKey } = JSON.parse(asked.options) as { publicKey: Json };
  const user = publicKey.user as Json;
  const got = (await navigator.credentials
    .create({
      publicKey: {
        ...(publicKey as unknown as PublicKeyCredentialCreationOptions),
        challenge: bytes(publicKey.challenge),
        user: { ...user, id: bytes(user.id) } as unknown as PublicKeyCredentialUserEntity,
        excludeCredentials: named(publicKey.excludeCredentials),
        // Some keys say secrets only if they were made for it.
        extensions: { ...(publicKey.extensions as AuthenticationExtensionsClientInputs | undefined), prf: {} },
      },
    })
    .catch(() => null)) as PublicKeyCredential | null;
  if (!got) return null;
  const { attestationObject, clientDataJSON } = got.response as AuthenticatorAttestationResponse;
  return answer(asked, got, { attestationObject: text(attestationObject), clientDataJSON: text(clientDataJSON) });
}

function answer(asked: Ceremony, got: PublicKeyCredential, response: Json): PasskeyAnswer {
  const credential = { id: got.id, rawId: text(got.rawId), type: got.type, response, extensions: {} };
  return { ceremony: asked.ceremony, credential: JSON.stringify(credential) };
}
