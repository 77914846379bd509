"""HL7 version 2: appointments out (SIU), laboratory results in (ORU), acknowledgements."""
