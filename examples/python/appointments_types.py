"""The payloads and replies of /appointments, written by typed.py from the schemas of socket-canon."""

from typing import Any, Dict, List, Literal, NotRequired, TypedDict, Union

# make: Vehicle make, such as Toyota.
# model: Vehicle model, such as Corolla.
# year: Model year of the vehicle.
# vin: Vehicle identification number (VIN).
AppointmentUpdate1AppointmentVehicle = TypedDict("AppointmentUpdate1AppointmentVehicle", {
    "make": str,
    "model": str,
    "year": int,
    "vin": NotRequired[str],
})


# service_type: The kind of service, such as `brakes`.
# description: What the customer asks for, or the symptoms of the vehicle.
# urgency: How urgent the service is.
AppointmentUpdate1AppointmentService = TypedDict("AppointmentUpdate1AppointmentService", {
    "service_type": str,
    "description": str,
    "urgency": Literal['low', 'medium', 'high'],
})


# id: The id of the customer, where the shop gives its customers one.
# first_name: The customer's first name.
# last_name: The customer's last name.
AppointmentUpdate1AppointmentCustomer = TypedDict("AppointmentUpdate1AppointmentCustomer", {
    "id": NotRequired[str],
    "first_name": str,
    "last_name": str,
})


# id: The id of the appointment, unique among all appointments.
# vehicle: The vehicle to be serviced.
# services: The services that are booked.
# appointment_date: The date of the appointment, in the shop's time zone.
# appointment_time: The time of the appointment, in the shop's time zone.
# status: The appointment's status.
# created_at: When the appointment was booked.
# customer: The customer, where that is known.
AppointmentUpdate1Appointment = TypedDict("AppointmentUpdate1Appointment", {
    "id": int,
    "vehicle": AppointmentUpdate1AppointmentVehicle,
    "services": List[AppointmentUpdate1AppointmentService],
    "appointment_date": str,
    "appointment_time": str,
    "status": Literal['pending', 'confirmed', 'in_progress', 'completed', 'cancelled'],
    "created_at": str,
    "customer": NotRequired[AppointmentUpdate1AppointmentCustomer],
})


# action: Whether the appointment was created, updated or deleted: `create`, `update` or `delete`.
# appointment: The appointment, with all its fields.
AppointmentUpdate1 = TypedDict("AppointmentUpdate1", {
    "action": Literal['create'],
    "appointment": AppointmentUpdate1Appointment,
})


# action: Whether the appointment was created, updated or deleted: `create`, `update` or `delete`.
# appointment: The appointment, with all its fields.
AppointmentUpdate2 = TypedDict("AppointmentUpdate2", {
    "action": Literal['update'],
    "appointment": AppointmentUpdate1Appointment,
})


# action: Whether the appointment was created, updated or deleted: `create`, `update` or `delete`.
# appointment_id: The id of the appointment that was deleted.
AppointmentUpdate3 = TypedDict("AppointmentUpdate3", {
    "action": Literal['delete'],
    "appointment_id": int,
})


# message: The error message, for people.
Error = TypedDict("Error", {
    "message": str,
})


# count: How many appointments are pending: nobody has confirmed them yet.
PendingCount = TypedDict("PendingCount", {
    "count": int,
})


# date: The date of the schedule; today where it is left out.
# appointments: All appointments of that date.
ScheduleUpdated = TypedDict("ScheduleUpdated", {
    "date": NotRequired[str],
    "appointments": List[AppointmentUpdate1Appointment],
})


# appointments: All appointments of today.
TodayAppointments = TypedDict("TodayAppointments", {
    "appointments": List[AppointmentUpdate1Appointment],
})


# date: The date of the schedule.
# appointments: All appointments of that date.
TodaySchedule = TypedDict("TodaySchedule", {
    "date": str,
    "appointments": List[AppointmentUpdate1Appointment],
})


# accepted: Whether the schedule was accepted, which is always `true`; otherwise a refusal comes back.
ScheduleUpdateReply = TypedDict("ScheduleUpdateReply", {
    "accepted": Literal[True],
})

AppointmentUpdate = Union[AppointmentUpdate1, AppointmentUpdate2, AppointmentUpdate3]

ScheduleUpdateInput = ScheduleUpdated
