// What: what the signed-in person may do at all, as the server told it from the policies: at the sign-in, and
// again when duties or roles change. Screens offer nothing else.
// Refuses: to be taken for a decision; the server decides each act when it is done.

/** Acts that open a place: any of them. What is not named here is everybody's. */
const PLACES: Record<string, readonly string[]> = {
  ledger: ["read-ledger"],
  permissions: ["see-permissions"],
  people: ["list-people"],
  conduct: ["see-conduct"],
  replies: ["keep-own-replies"],
  glass: ["ask-to-join", "ask-to-look", "ask-to-send", "answer-glass", "see-glass", "end-glass", "review-glass"],
};

/** Acts of the page about people; whoever has none of them and is no administrator has no use for it. */
const CHANGES = [
  "change-role",
  "change-teams",
  "change-skills",
  "change-capacity",
  "record-training",
  "end-training",
  "compose-role",
  "drop-role",
  "reset-access",
];

export class May {
  #acts = $state.raw<readonly string[]>([]);

  /** The server told. */
  take(acts: readonly string[]): void {
    this.#acts = acts;
  }

  /** All of these. */
  can(...acts: string[]): boolean {
    return acts.every((act) => this.#acts.includes(act));
  }

  /** Whether a place has anything for this person. */
  place(name: string, role = ""): boolean {
    const needs = PLACES[name];
    if (needs && !needs.some((act) => this.can(act))) return false;
    return name !== "people" || role === "administrator" || CHANGES.some((act) => this.can(act));
  }
}

export const may = new May();
