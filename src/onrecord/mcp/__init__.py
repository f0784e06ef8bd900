"""The record for programs that speak the Model Context Protocol: tools that read, and nothing that writes."""
