export function configure() {}
