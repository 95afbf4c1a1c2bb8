export async function tryPeers() {}
