export const obligation = {};
