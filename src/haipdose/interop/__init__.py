"""What other systems read and write: FHIR, iCalendar, HL7 v2. Shapes in, shapes out; only ``mllp`` opens a socket."""
