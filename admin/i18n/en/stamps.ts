/** The fields that every record has. */
export const stamps = { id: 'Number', version: 'Version', createdAt: 'Created', updatedAt: 'Updated' };
