// SPDX-License-Identifier: MIT
using Wattwarden.Controller;
using Wattwarden.Ports;
using Wattwarden.Text;

namespace Wattwarden.Web
{
    /// <summary>GET /api/v1/system: board, version, uptime, heap, settings' state, and what the loop has seen of its tasks.</summary>
    public sealed class SystemEndpoint : ApiEndpoint
    {
        private readonly EnergyController _controller;
        private readonly WebStatistics _statistics;

        public SystemEndpoint(EnergyController controller, WebStatistics statistics)
            : base(UserRole.Installer, 0)
        {
            _controller = controller;
            _statistics = statistics;
        }

        public override void Handle(ApiCall call)
        {
            var copy = new CopyTasks();
            if (!LoopAccess.TryRun(_controller, copy, call)) return;
            JsonWriter json = call.Json(HttpStatus.Ok);
            json.BeginObject();
            json.Member("board", _controller.Board.Name);
            json.Member("version", EnergyController.Version);
            json.Member("uptimeS", copy.AtMs / 1000);
            json.Member("lastRestart", _controller.LastRestart);
            json.Member("freeHeapBytes", _controller.Board.System.FreeHeapBytes);
            json.Name("largestBlockBytes");
            if (_controller.Board.System.LargestFreeBlockBytes >= 0) json.Value(_controller.Board.System.LargestFreeBlockBytes);
            else json.Null();
            json.Member("safeMode", _controller.SafeMode);
            json.Member("outputsSafe", copy.InSafetyStop);
            json.Member("culprit", copy.Culprit);
            json.Member("settings", _controller.SettingsState);
            json.Member("storage", _controller.Storage.State);
            json.Member("steps", copy.Steps);
            json.Member("longestStepMs", LongestMs(copy.Tasks));
            WriteWeb(json);
            json.Name("tasks");
            json.BeginArray();
            for (int i = 0; i < copy.Tasks.Count; i++) Write(json, copy.Tasks, i);
            json.EndArray();
            json.EndObject();
        }

        // No task runs longer than its longest, and few are due in one step.
        private static int LongestMs(TaskStatistics tasks)
        {
            int longest = 0;
            for (int i = 0; i < tasks.Count; i++)
            {
                if (tasks.MaxMs[i] > longest) longest = tasks.MaxMs[i];
            }

            return longest;
        }

        private void WriteWeb(JsonWriter json)
        {
            json.Name("web");
            json.BeginObject();
            json.Member("requests", _statistics.Requests);
            json.Member("faults", _statistics.Faults);
            json.Member("refused", _statistics.Refused);
            json.Member("cut", _statistics.Cut);
            json.EndObject();
        }

        private static void Write(JsonWriter json, TaskStatistics tasks, int task)
        {
            json.BeginObject();
            json.Member("name", tasks.Names[task]);
            json.Member("runs", tasks.Runs[task]);
            json.Member("late", tasks.Late[task]);
            json.Member("faults", tasks.Faults[task]);
            json.Member("maxMs", tasks.MaxMs[task]);
            json.Member("lastFault", tasks.LastFault[task].Length == 0 ? null : tasks.LastFault[task]);
            json.EndObject();
        }

        private sealed class CopyTasks : LoopJob
        {
            public readonly TaskStatistics Tasks = new TaskStatistics();
            public long AtMs;
            public long Steps;
            public string Culprit;
            public bool InSafetyStop;

            protected override void Run(EnergyController controller, long nowMs)
            {
                AtMs = nowMs;
                Steps = controller.Steps;
                Culprit = controller.Culprit;
                InSafetyStop = controller.OutputsAreSafe;
                controller.CopyTo(Tasks);
            }
        }
    }
}
