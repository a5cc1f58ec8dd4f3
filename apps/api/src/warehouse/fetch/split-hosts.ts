/** A list of hosts as the environment has it, separated by commas. */
export const splitHosts = (hosts = '') => hosts.split(',').flatMap((host) => host.trim().toLowerCase() || [])
