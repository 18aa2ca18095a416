// How Vite answers an import of an address.
declare module "*?worker&url" {
  const url: string;
  export default url;
}
declare module "*?integrity" {
  const integrity: string;
  export default integrity;
}
declare module "*?url" {
  const url: string;
  export default url;
}
