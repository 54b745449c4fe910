export {
  allOperations,
  findOperation,
  loadOperation,
  type OperationName,
  type OperationNamed,
  operationCommands,
  operationNames,
  operationTable,
} from './table.js';
