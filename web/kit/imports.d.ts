// What: imports that are not TypeScript. `?only=` picks messages of a Fluent file by first word.
declare module "*.ftl" {
  const words: import("./words").Words;
  export default words;
}
declare module "*.ftl?only=talk" {
  const words: import("./words").Words;
  export default words;
}
declare module "*.ftl?only=sheet" {
  const words: import("./words").Words;
  export default words;
}
declare module "*.ftl?only=receipt" {
  const words: import("./words").Words;
  export default words;
}
declare module "*.ftl?only=widget" {
  const words: import("./words").Words;
  export default words;
}
