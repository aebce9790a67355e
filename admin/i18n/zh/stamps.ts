/** The fields that every record has. */
export const stamps = { id: '编号', version: '版本', createdAt: '建立时间', updatedAt: '更新时间' };
