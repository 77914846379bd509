"""FHIR R4 (4.0.1): the plan, the fills and the results as resources, and laboratory results and weight read from them.

A resource is a plain mapping that is built here and written with exact decimals; the tests check every kind of it
against the official JSON schema and against the models of ``fhir.resources``.
"""
