# SPDX-License-Identifier: MIT
"""Browses _http._tcp on loopback with python-zeroconf and prints what comes, is resolved, and goes. Ends when its input ends."""
import socket
import sys

from zeroconf import ServiceBrowser, ServiceStateChange, Zeroconf


def tell(zeroconf, service_type, name, state_change):
    if state_change is ServiceStateChange.Added:
        info = zeroconf.get_service_info(service_type, name, 5000)
        if info is None:
            print(f"unresolved {name}", flush=True)
            return
        address = socket.inet_ntoa(info.addresses[0])
        details = " ".join(f"{key.decode()}={value.decode()}" for key, value in sorted(info.properties.items()))
        print(f"found {name} {info.server} {address}:{info.port} {details}", flush=True)
    elif state_change is ServiceStateChange.Removed:
        print(f"gone {name}", flush=True)


browser = Zeroconf(interfaces=["127.0.0.1"])
ServiceBrowser(browser, "_http._tcp.local.", handlers=[tell])
print("browsing", flush=True)
sys.stdin.read()
browser.close()
