/** Stands for "no account" or "no security" where a customer as a whole is marked. */
export const nobody = '00000000-0000-0000-0000-000000000000'
