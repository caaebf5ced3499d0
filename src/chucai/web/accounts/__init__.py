"""Signing in and out, second factors, sessions, and whom a mailed link lets in."""
