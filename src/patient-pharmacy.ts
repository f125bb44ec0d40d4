export { patientPharmacyAliases } from './aliases/patient-pharmacy.js'
export type * from './events/patient-pharmacy.js'
export { patientPharmacy } from './events/patient-pharmacy.js'
export { chatRoom, dispatchRoom, orderRoom, pharmacyRoom } from './rooms/patient-pharmacy.js'
