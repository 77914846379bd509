"""The pages: server-rendered, behind the same session and rights as the API, which they call for everything.

A page holds no rule of its own. It asks the API in this process with the person's own session, shows what comes back,
and sends what was typed; so what a person may see or do on a page is what they may do over the API, and no more.
"""
