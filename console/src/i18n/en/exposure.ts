export const exposure = {};
