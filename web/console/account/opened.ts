// What: what the page's address carried behind its `#` when it was opened: a one-time link, or how it
// ended at the organisation's own sign-in. Refuses: leaving it in the address bar and in the history,
// where the next person would read it.

const [name, value] = location.hash.slice(1).split("=", 2);
if (location.hash) history.replaceState(null, "", location.pathname + location.search);
let link = name === "link" && value ? value : null;
let organisation = name === "organisation" && value ? value : null;

/** Read by the page that asks who somebody is; a sign-in that runs meanwhile is left for it. */
export const opened = {
  link: () => link,
  /** It was used, or does not count: nobody is asked for it again. */
  done: () => void (link = null),
  /** `step`, or the word of a refusal; once. */
  organisation: () => {
    const word = organisation;
    organisation = null;
    return word;
  },
};
