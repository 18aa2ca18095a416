// What: passkeys between the server's JSON and the browser's own objects (WebAuthn level 3). Written
// out by hand: older browsers that have passkeys lack the JSON functions.
// Refuses: deciding anything; the server judges the answer.
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
      },
    })
    .catch(() => null)) as PublicKeyCredential | null;
  if (!got) return null;
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
