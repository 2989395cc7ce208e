using Agentes.Tools.Route;

return RouteProgram.Run(args, Console.In, Console.Out, Console.Error);
