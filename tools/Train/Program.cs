using Agentes.Bench.Common;
using Agentes.Tools.Train;

var commandLine = new CommandLine("tools/Train", "Trains the intent model from the written utterances; the same data give the same bytes.")
    .Value("data", "FOLDER", "the utterances, one folder per language", "libs/Routing/Training/utterances")
    .Value("model", "FILE", "the model file that is written, or compared", "libs/Routing/Model/intent.model")
    .Flag("check", "write nothing; fail when the file is not what the data give");

return await BenchProgram.RunAsync("train", commandLine, args, (options, report, _) =>
{
    TrainingRun.Run(options, report);
    return Task.CompletedTask;
});
