"""The payloads and replies of /appointments, written by typed.py from the schemas of socket-canon."""

from typing import Any, Dict, List, Literal, NotRequired, TypedDict, Union

# make: Who built it.
# model: What its maker calls it.
# year: When it was built.
# vin: The number on its chassis.
AppointmentUpdate1AppointmentVehicle = TypedDict("AppointmentUpdate1AppointmentVehicle", {
    "make": str,
    "model": str,
    "year": int,
    "vin": NotRequired[str],
})


# service_type: The kind of work.
# description: What the customer wants done, or complains of.
# urgency: How soon it has to be done.
AppointmentUpdate1AppointmentService = TypedDict("AppointmentUpdate1AppointmentService", {
    "service_type": str,
    "description": str,
    "urgency": Literal['low', 'medium', 'high'],
})


# id: Unique among all customers, where the shop numbers them.
# first_name: The given name.
# last_name: The family name.
AppointmentUpdate1AppointmentCustomer = TypedDict("AppointmentUpdate1AppointmentCustomer", {
    "id": NotRequired[str],
    "first_name": str,
    "last_name": str,
})


# id: Unique among all appointments.
# vehicle: The vehicle that is brought in.
# services: What has to be done.
# appointment_date: The day it is brought in.
# appointment_time: The time of day it is brought in.
# status: Where the appointment stands.
# created_at: When it was booked.
# customer: Who brings it in, where that is known.
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


# action: Whether it was booked, changed or taken out of the book.
# appointment: The appointment as it stands now.
AppointmentUpdate1 = TypedDict("AppointmentUpdate1", {
    "action": Literal['create'],
    "appointment": AppointmentUpdate1Appointment,
})


# action: Whether it was booked, changed or taken out of the book.
# appointment: The appointment as it stands now.
AppointmentUpdate2 = TypedDict("AppointmentUpdate2", {
    "action": Literal['update'],
    "appointment": AppointmentUpdate1Appointment,
})


# action: Whether it was booked, changed or taken out of the book.
# appointment_id: The appointment that is no more.
AppointmentUpdate3 = TypedDict("AppointmentUpdate3", {
    "action": Literal['delete'],
    "appointment_id": int,
})


# message: What failed, for people.
Error = TypedDict("Error", {
    "message": str,
})


# count: How many there are now.
PendingCount = TypedDict("PendingCount", {
    "count": int,
})


# date: The day it is for, which is today where it is not said.
# appointments: Every appointment of that day.
ScheduleUpdated = TypedDict("ScheduleUpdated", {
    "date": NotRequired[str],
    "appointments": List[AppointmentUpdate1Appointment],
})


# appointments: Every appointment of today.
TodayAppointments = TypedDict("TodayAppointments", {
    "appointments": List[AppointmentUpdate1Appointment],
})


# date: The day it is for.
# appointments: Every appointment of that day.
TodaySchedule = TypedDict("TodaySchedule", {
    "date": str,
    "appointments": List[AppointmentUpdate1Appointment],
})


# accepted: The schedule was taken over.
ScheduleUpdateReply = TypedDict("ScheduleUpdateReply", {
    "accepted": Literal[True],
})

AppointmentUpdate = Union[AppointmentUpdate1, AppointmentUpdate2, AppointmentUpdate3]

ScheduleUpdateInput = ScheduleUpdated
