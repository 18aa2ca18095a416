// What: kinds of acts in the groups that somebody looks for. Refuses: leaving one out; what is in no
// group is found under all.

export const GROUPS: Record<string, string[]> = {
  opened: ["log-opened", "intake-opened", "assigned", "ticket-issued"],
  lists: ["inbox-listed", "colleagues-listed", "ledger-read", "receipt-read", "conduct-read"],
  refused: ["denied", "refused-by-policy", "sign-in-refused", "device-refused"],
  "signed-in": [
    "signed-in",
    "signed-out",
    "new-browser",
    "proven-anew",
    "factor-added",
    "factor-removed",
    "recovery-codes-made",
    "recovery-code-used",
    "password-changed",
    "device-unlocked",
    "device-locked",
    "link-made",
    "link-used",
    "access-reset",
  ],
  keys: ["device-requested", "credential-issued", "device-revoked", "roster-stored", "certificate-stored", "keys-changed"],
  rules: ["administered", "account-made", "duties-changed", "configuration-changed", "screening-changed", "reply-kept", "reply-dropped"],
  chats: ["conversation-opened", "transferred", "back-to-queue", "closed", "frozen", "erased"],
  held: [
    "over-collection-changed",
    "over-collection-sent",
    "off-channel-changed",
    "off-channel-sent",
    "wrong-window-changed",
    "wrong-window-sent",
  ],
};
