// What: copies of a page's databases, as a thief of the device or a restored backup would have them.
// The key that seals them can be copied by the browser itself although no script can read it out.

/** Name of the database of the one chat that an agent's page has open. */
export const conversationDatabase = (page) =>
  page.evaluate(async () => (await indexedDB.databases()).find(({ name }) => /^agent cnv_/.test(name)).name);

/** In the page: copies one database of its origin over another. */
export async function copyDatabase([from, to]) {
  const done = (request) => new Promise((yes, no) => ((request.onsuccess = () => yes(request.result)), (request.onerror = () => no(request.error))));
  const source = await done(indexedDB.open(from));
  const open = indexedDB.open(to);
  open.onupgradeneeded = () => [...source.objectStoreNames].forEach((store) => open.result.createObjectStore(store));
  const target = await done(open);
  for (const store of source.objectStoreNames) {
    const all = source.transaction(store).objectStore(store);
    const [keys, values] = await Promise.all([done(all.getAllKeys()), done(all.getAll())]);
    const into = target.transaction(store, "readwrite").objectStore(store);
    await done(into.clear());
    await Promise.all(keys.map((key, n) => done(into.put(values[n], key))));
  }
  source.close();
  target.close();
}
