### Starting the server.

serve = Show Misread in the browser until Ctrl+C is pressed.
serve-host = address to listen on; 0.0.0.0 allows other machines (default: 127.0.0.1, this machine only)
serve-port = port to listen on (default: the first free one from { $first })
serve-no-browser = do not open the browser
serve-allowed-host = host name that others use, such as that of a proxy in front; can be given more than once, and turns on shared mode
serve-address = print the address that admits a browser to Misread, and end; --port names another port than { $first }
serve-not-a-port = { $text } is not a number from 1 to 65535
serve-port-taken = Port { $first } is taken, so Misread uses { $port }.
serve-ready = Press Ctrl+C to stop Misread. Misread is at { $address }
serve-stopped = Misread has stopped.

## A personal Misread, opened without its token

refused-title = This Misread belongs to one user
refused-reason = It opens only with its full address, which ends in a token. The token keeps other users of this computer out.
refused-remedy = Open the address that Misread shows in its terminal, up to its end. This command, in the folder of Misread, shows the address again:
refused-link = If you opened Misread in this browser before and came here by a link on another page:
refused-again = open it again

## Errors

error-port-in-use = Port { $port } on { $host } is taken by another program. Misread needs a port of its own. Stop that program, choose another port with --port, or leave --port out to get the next free one.
error-ports-in-use = All ports from { $first } to { $last } are taken. Misread needs one of them, or one that you choose. Stop a program that is no longer needed, or choose a free port with --port.
error-port-forbidden = This machine does not allow Misread to listen on port { $port }. Ports below 1024 and a few others are reserved for the system. Choose another port with --port, such as 8501.
error-host-unknown = This machine cannot be reached as { $host }. The host must be an address of this machine. Leave --host out to use 127.0.0.1, or use 0.0.0.0 to allow other machines.
error-host-misnamed = “{ $name }” is not a host name. Only the name was expected, as in misread.example.org: no https://, no port and no path. Correct it in --allowed-host or MISREAD_ALLOWED_HOSTS.
