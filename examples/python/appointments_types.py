"""The payloads and replies of /appointments, written by typed.py from the schemas of socket-canon."""

from typing import Any, Dict, List, Literal, NotRequired, TypedDict, Union

# message: What failed, for people.
Error = TypedDict("Error", {
    "message": str,
})


# count: How many there are now.
PendingCount = TypedDict("PendingCount", {
    "count": int,
})


# make: Who built it.
# model: What its maker calls it.
# year: When it was built.
# vin: The number on its chassis.
ScheduleUpdatedAppointmentVehicle = TypedDict("ScheduleUpdatedAppointmentVehicle", {
    "make": str,
    "model": str,
    "year": int,
    "vin": NotRequired[str],
})


# service_type: The kind of work.
# description: What the customer wants done, or complains of.
# urgency: How soon it has to be done.
ScheduleUpdatedAppointmentService = TypedDict("ScheduleUpdatedAppointmentService", {
    "service_type": str,
    "description": str,
    "urgency": Literal['low', 'medium', 'high'],
})


# id: Unique among all customers, where the shop numbers them.
# first_name: The given name.
# last_name: The family name.
ScheduleUpdatedAppointmentCustomer = TypedDict("ScheduleUpdatedAppointmentCustomer", {
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
ScheduleUpdatedAppointment = TypedDict("ScheduleUpdatedAppointment", {
    "id": int,
    "vehicle": ScheduleUpdatedAppointmentVehicle,
    "services": List[ScheduleUpdatedAppointmentService],
    "appointment_date": str,
    "appointment_time": str,
    "status": Literal['pending', 'confirmed', 'in_progress', 'completed', 'cancelled'],
    "created_at": str,
    "customer": NotRequired[ScheduleUpdatedAppointmentCustomer],
})


# date: The day it is for, which is today where it is not said.
# appointments: Every appointment of that day.
ScheduleUpdated = TypedDict("ScheduleUpdated", {
    "date": NotRequired[str],
    "appointments": List[ScheduleUpdatedAppointment],
})


# appointments: Every appointment of today.
TodayAppointments = TypedDict("TodayAppointments", {
    "appointments": List[ScheduleUpdatedAppointment],
})


# date: The day it is for.
# appointments: Every appointment of that day.
TodaySchedule = TypedDict("TodaySchedule", {
    "date": str,
    "appointments": List[ScheduleUpdatedAppointment],
})


# accepted: The schedule was taken over.
ScheduleUpdateReply = TypedDict("ScheduleUpdateReply", {
    "accepted": Literal[True],
})

ScheduleUpdateInput = ScheduleUpdated
