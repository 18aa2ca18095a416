export function compile(text: string, only: string[] | undefined): import("../kit/words").Words;
